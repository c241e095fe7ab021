import { useState } from 'react'
import { api, AppError, upload } from '@/bridge'
import { useFormats } from '@/stores/queries'
import { add as words } from '@/text/knowledge'
import { failed } from '@/ui/toast'
import { notice } from './notice'
import { ending, namesOf, sort, type Dropped } from './dropped'

/** How many files are copied at the same time. */
const atOnce = 4

/** Files on their way from a browser to the program. */
export interface Sending {
  done: number
  total: number
}

/** Adds documents to a knowledge base, by path in the window and by copying them in a browser. */
export function useAddDocuments(baseId: string) {
  const formats = useFormats().data ?? []
  const [sending, setSending] = useState<Sending>()

  const addPaths = async (paths: readonly string[]) => {
    if (paths.length === 0) return
    try {
      await api.knowledge.add(baseId, [...paths], '')
    } catch (cause) {
      failed(cause)
    }
  }

  const addFiles = async (dropped: readonly Dropped[]) => {
    if (dropped.length === 0) return
    const { take, leave } = sort(dropped, formats)
    if (take.length === 0) {
      failed(new AppError('unsupported', words.nothing, words.nothingHint(namesOf(formats))))
      return
    }
    if (leave.length > 0) notice(words.leftOut(leave.length, namesOf(leave.map(({ path }) => ending(path)))))
    setSending({ done: 0, total: take.length })
    try {
      const names = await sendAll(take, (done) => setSending({ done, total: take.length }))
      await addPaths(names)
    } finally {
      setSending(undefined)
    }
  }
  return { addPaths, addFiles, sending, formats }
}

/** Copies files a few at a time. One that fails does not stop the others. */
async function sendAll(files: readonly Dropped[], progress: (done: number) => void): Promise<string[]> {
  const names: (string | undefined)[] = []
  let next = 0
  let finished = 0
  let lost: unknown
  let missing = 0
  const worker = async () => {
    while (next < files.length) {
      const i = next++
      const item = files[i]
      if (!item) return
      try {
        names[i] = await upload(item.file, item.path)
      } catch (cause) {
        lost = cause
        missing++
      }
      progress(++finished)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  if (missing === files.length) failed(lost)
  else if (missing > 0) failed(new AppError('unavailable', words.failedFiles(missing), words.failedHint))
  return names.filter((name): name is string => name !== undefined)
}
