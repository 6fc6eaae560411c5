/**
 * Lets readers of the same thing share a read without seeing anything older than their question: who asks while one
 * is under way waits for the next, which begins after it was asked, with all who came meanwhile.
 */
export class SharedReads<T> {
  private readonly underWay = new Map<string, Promise<T>>();
  private readonly next = new Map<string, Promise<T>>();

  constructor(private readonly read: (key: string) => Promise<T>) {}

  /** What a read that begins from now on gives. */
  ask(key: string): Promise<T> {
    const current = this.underWay.get(key);
    if (!current) return this.begin(key);
    const waiting = this.next.get(key) ?? this.after(current, key);
    this.next.set(key, waiting);
    return waiting;
  }

  private async after(current: Promise<T>, key: string): Promise<T> {
    await current.catch(() => undefined);
    this.next.delete(key);
    return this.begin(key);
  }

  private begin(key: string): Promise<T> {
    const reading = this.read(key);
    this.underWay.set(key, reading);
    const end = () => {
      if (this.underWay.get(key) === reading) this.underWay.delete(key);
    };
    reading.then(end, end);
    return reading;
  }
}
