import { describe, expect, it } from 'vitest'
import { droppedFiles, ending, namesOf, sort } from './dropped'

const file = (path: string) => ({ file: new File(['x'], path), path })

interface Entry {
  name: string
  inside?: Entry[]
}

function entry({ name, inside }: Entry, at = ''): FileSystemEntry {
  const fullPath = `${at}/${name}`
  const all = (inside ?? []).map((child) => entry(child, fullPath))
  const parts = [all.slice(0, 2), all.slice(2), []]
  return {
    name, fullPath, isFile: inside === undefined, isDirectory: inside !== undefined,
    file: (resolve: (f: File) => void) => resolve(new File(['x'], name)),
    createReader: () => ({ readEntries: (resolve: (part: FileSystemEntry[]) => void) => resolve(parts.shift() ?? []) }),
  } as unknown as FileSystemEntry
}

const drop = (...roots: Entry[]) =>
  ({ items: roots.map((root) => ({ webkitGetAsEntry: () => entry(root) })), files: [] }) as unknown as DataTransfer

describe('dropped files', () => {
  it('walks folders to their end and keeps the paths', async () => {
    const found = await droppedFiles(drop(
      { name: 'a.pdf' },
      { name: 'hr', inside: [{ name: 'b.md' }, { name: 'c.md' }, { name: 'deep', inside: [{ name: 'd.csv' }] }] },
    ))
    expect(found.map((f) => f.path)).toEqual(['a.pdf', 'hr/b.md', 'hr/c.md', 'hr/deep/d.csv'])
  })

  it('leaves out what cannot be read and says nothing of hidden files', () => {
    const { take, leave } = sort([file('a.PDF'), file('b.exe'), file('hr/.git/c.md'), file('.DS_Store')], ['pdf', 'md'])
    expect(take.map((f) => f.path)).toEqual(['a.PDF'])
    expect(leave.map((f) => f.path)).toEqual(['b.exe'])
  })

  it('takes everything while the formats are not known', () => {
    expect(sort([file('a.xyz')], []).take).toHaveLength(1)
  })

  it.each([['a/b.tar.GZ', 'gz'], ['README', ''], ['.profile', ''], ['dir.x/file', '']])('reads the ending of %s', (name, want) => {
    expect(ending(name)).toBe(want)
  })

  it('lists kinds of file as people call them, each once', () => {
    expect(namesOf(['htm', 'docx', 'html', 'zip', 'pdf'])).toBe('PDF, Word, HTML and ZIP')
    expect(namesOf(['png', 'png', 'zip'])).toBe('PNG and ZIP')
    expect(namesOf([''])).toBe('files without an ending')
  })
})
