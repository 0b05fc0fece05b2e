import { type ComponentChild, render } from 'preact';
import { csvOf, type DataTable } from '../figures/dataTable.ts';

/** Takes figures out of the page: as they are drawn for paper, whatever the page looks like. */

const svgText = (figure: ComponentChild): string => {
  const sheet = document.createElement('div');
  render(figure, sheet);
  const text = sheet.innerHTML;
  render(null, sheet);
  return text;
};

const save = (blob: Blob, name: string): void => {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name.replace(/[^\p{L}\p{N}._-]+/gu, '-').slice(0, 100);
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
};

const svgBlob = (figure: ComponentChild): Blob =>
  new Blob([`<?xml version="1.0" encoding="UTF-8"?>\n${svgText(figure)}\n`], { type: 'image/svg+xml' });

export const saveSvg = (figure: ComponentChild, name: string): void => save(svgBlob(figure), `${name}.svg`);

/** Three pixels for each of the figure's. */
const DENSITY = 3;

export const savePng = async (figure: ComponentChild, name: string): Promise<void> => {
  const address = URL.createObjectURL(svgBlob(figure));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.width * DENSITY, image.height * DENSITY];
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (blob !== null) save(blob, `${name}.png`);
  } finally {
    URL.revokeObjectURL(address);
  }
};

export const saveCsv = (table: DataTable, name: string): void =>
  save(new Blob([csvOf(table)], { type: 'text/csv' }), `${name}.csv`);

export const saveText = (text: string, name: string): void => save(new Blob([text], { type: 'text/plain' }), name);
