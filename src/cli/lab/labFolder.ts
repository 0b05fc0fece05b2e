import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { UserFault } from '../failure.ts';

/** Where the page lies: in dist/lab, whether this program runs as built (dist/src/cli/lab) or from its sources (src/cli/lab). */
export const labFolder = (): string => {
  const places = ['../../../lab', '../../../dist/lab'].map((place) => fileURLToPath(new URL(place, import.meta.url)));
  const folder = places.find((place) => existsSync(`${place}/index.html`));
  if (folder === undefined)
    throw new UserFault(['forespot: the page of the lab was not built: npm run build makes it']);
  return folder;
};
