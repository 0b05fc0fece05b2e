/**
 * What the user must hear about a log: `file` could not be opened, read or written; `log` was read and is not whole; `redacted` is
 * whole and hides what is asked for.
 */
export class LogError extends Error {
  override readonly name = 'LogError';
  readonly about: 'file' | 'log' | 'redacted';

  constructor(message: string, about: 'file' | 'log' | 'redacted', options?: ErrorOptions) {
    super(message, options);
    this.about = about;
  }
}
