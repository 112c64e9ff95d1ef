import type { Location } from './locations';

/** A location beside one that is granted, with what is different about it. */
export interface NearMiss {
  readonly bucket: string;
  readonly at: Pick<Location, 'start' | 'end' | 'folder'>;
  readonly about: string;
}

/** How many other folders and buckets of the stack are asked about beside each that is granted. */
const MOST_OTHERS = 4;

/** What lies so near to a location that a policy which is a little too wide, or misspelt, gives it too. */
export function nearMisses({ bucket, folder, start, end }: Location, buckets: readonly string[], all: readonly Location[]): readonly NearMiss[] {
  const folderMiss = (text: string, about: string): NearMiss => ({ bucket, at: { folder: text, start: text, end }, about });
  const capitals = folder === folder.toUpperCase() ? folder.toLowerCase() : folder.toUpperCase();
  return [
    ...(folder === '' ? [] : [
      folderMiss(parentOf(folder), 'the folder above'),
      folderMiss(folder.slice(0, -1), 'the folder without its slash'),
      ...(capitals === folder ? [] : [folderMiss(capitals, 'the folder in other case')]),
    ]),
    ...(start === folder ? [] : [folderMiss(folder, 'another name in the folder')]),
    ...(end === '' ? [] : [{ bucket, at: { folder, start, end: '' }, about: 'a name with another end' }]),
    ...spread(all.filter((one) => one.bucket === bucket && one.folder !== folder), MOST_OTHERS).map((at) => ({ bucket, at, about: 'another folder of the stack' })),
    ...spread(buckets.filter((name) => name !== bucket), MOST_OTHERS).map((name) => ({ bucket: name, at: { folder, start, end }, about: 'another bucket of the stack' })),
  ];
}

/** The folder that a folder lies in. */
function parentOf(folder: string): string {
  return folder.slice(0, folder.slice(0, -1).lastIndexOf('/') + 1);
}

/** At most so many of a list, from all over it. */
export function spread<T>(list: readonly T[], most: number): readonly T[] {
  if (list.length <= most) return list;
  return Array.from({ length: most }, (_, index) => list[Math.floor((index * list.length) / most)]);
}
