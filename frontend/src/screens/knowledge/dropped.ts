import { formatNames, noEnding } from '@/text/knowledge'

/** A file from a browser with the place it had in the folder that was dropped or chosen. */
export interface Dropped {
  file: File
  path: string
}

/** All files of a drop, folders included. Must be called while the drop is handled. */
export function droppedFiles(data: DataTransfer): Promise<Dropped[]> {
  // Entries are lost when the event has passed, so they are taken before anything waits.
  const entries = Array.from(data.items).flatMap((item) => item.webkitGetAsEntry() ?? [])
  if (entries.length === 0) return Promise.resolve(chosenFiles(data.files))
  return Promise.all(entries.map(walk)).then((lists) => lists.flat())
}

/** Files of an input field; those of a folder keep their path in it. */
export function chosenFiles(files: FileList | null): Dropped[] {
  return Array.from(files ?? []).map((file) => ({ file, path: file.webkitRelativePath || file.name }))
}

async function walk(entry: FileSystemEntry): Promise<Dropped[]> {
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject))
    return [{ file, path: entry.fullPath.replace(/^\//, '') }]
  }
  if (!isFolder(entry)) return []
  const inside = await children(entry)
  const lists = await Promise.all(inside.map(walk))
  return lists.flat()
}

/** A folder gives its entries in parts of a hundred, until it gives none. */
async function children(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader()
  const all: FileSystemEntry[] = []
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (part.length === 0) return all
    all.push(...part)
  }
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory

/** The ending of a name in small letters, without the dot; "" when there is none. */
export function ending(name: string): string {
  const file = name.slice(name.lastIndexOf('/') + 1)
  const dot = file.lastIndexOf('.')
  return dot > 0 ? file.slice(dot + 1).toLowerCase() : ''
}

/** Parts what can be read from what cannot. Hidden files, which no person put there, are in neither. */
export function sort(dropped: readonly Dropped[], formats: readonly string[]): { take: Dropped[]; leave: Dropped[] } {
  const known = new Set(formats.map((format) => format.toLowerCase()))
  const visible = dropped.filter(({ path }) => !path.split('/').some((part) => part.startsWith('.')))
  return {
    take: visible.filter(({ path }) => known.size === 0 || known.has(ending(path))),
    leave: visible.filter(({ path }) => known.size > 0 && !known.has(ending(path))),
  }
}

const order = Object.keys(formatNames)
const place = (ending: string): number => (order.includes(ending) ? order.indexOf(ending) : order.length)

/** "PDF, Word and ZIP": kinds of file as people call them, each once, the usual ones first. */
export function namesOf(endings: readonly string[]): string {
  const sorted = [...endings].sort((a, b) => place(a) - place(b) || a.localeCompare(b))
  const names = new Set(sorted.map((name) => (name === '' ? noEnding : (formatNames[name] ?? name.toUpperCase()))))
  return new Intl.ListFormat('en-GB', { type: 'conjunction' }).format([...names])
}
