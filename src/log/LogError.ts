/** What the user must hear about a log: `file` could not be opened, read or written; `log` was read and is not whole. */
export class LogError extends Error {
  override readonly name = 'LogError';
  readonly about: 'file' | 'log';

  constructor(message: string, about: 'file' | 'log', options?: ErrorOptions) {
    super(message, options);
    this.about = about;
  }
}
