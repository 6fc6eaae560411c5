import { ToolError } from '../../tools/tool-error';

/** An address is not connected to; the message is a sentence that says why. Trying again is no use. */
export class AddressRefused extends ToolError {
  override name = 'AddressRefused';

  /** Takes why, as a sentence without its end: what is open is said after it. */
  static closed(reason: string): AddressRefused {
    return new AddressRefused(
      `${reason}: only public addresses are open, and those that the operator of this server allows.`,
    );
  }
}
