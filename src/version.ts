/** Of the package; written into every log. */
export const VERSION = '0.1.0';
