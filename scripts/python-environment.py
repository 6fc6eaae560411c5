"""Makes the virtual environment with the Python programs that test this project, once, and prints where it is.

What is in it stands in python-requirements.txt; a change there, or another Python, makes it anew. Programs that ask at
the same time wait for the first. The standard library alone is needed, and pip as its user has configured it.
"""

import fcntl
import hashlib
import pathlib
import shutil
import subprocess
import sys

root = pathlib.Path(__file__).resolve().parent.parent
requirements = root / "scripts" / "python-requirements.txt"
folder = root / ".holdfast" / "test-python"
stamp = folder / "installed"


def run(*command: object) -> subprocess.CompletedProcess[str]:
    """Runs a program, with all that it says in one text."""
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def make() -> None:
    """Installs the environment anew; ends with pip's words and code 1 where that fails."""
    print("Installing the Python programs of the tests (some 100 MB on disk)…", file=sys.stderr)
    shutil.rmtree(folder, ignore_errors=True)
    python = folder / "bin" / "python"
    pip = [python, "-m", "pip"]
    done = run(sys.executable, "-m", "venv", folder)
    if done.returncode != 0:
        # Debian packs apart what a venv gets its own pip from; the pip beside this Python does as well.
        done = run(sys.executable, "-m", "venv", "--clear", "--without-pip", folder)
        pip = [sys.executable, "-m", "pip", "--python", python]
    if done.returncode == 0:
        options = ["--quiet", "--only-binary=:all:", "--disable-pip-version-check"]
        done = run(*pip, "install", *options, "--requirement", requirements)
    if done.returncode != 0:
        sys.exit(f"The Python programs of the tests could not be installed: {done.stdout[-2000:]}")
    stamp.write_text(wanted)


if sys.version_info < (3, 10):
    sys.exit(f"The tests need Python 3.10 or newer and this is {sys.version.split()[0]}.")
wanted = hashlib.sha256(requirements.read_bytes() + sys.version.encode()).hexdigest()
folder.parent.mkdir(exist_ok=True)
with open(folder.parent / "test-python.lock", "w") as lock:
    fcntl.flock(lock, fcntl.LOCK_EX)
    if not stamp.exists() or stamp.read_text() != wanted:
        make()
print(folder / "bin")
