import { words } from '@/text/errors'
import { AppError, asAppError } from './error'

/** The address of the picture of a page. */
export const pagePicture = (documentId: string, page: number): string =>
  `/files/page/${encodeURIComponent(documentId)}/${page}`

/** The address under which a browser downloads a copy of the workspace. */
export const backupAddress = '/files/backup'

/** Sends a file from a browser and gives the "upload:" name that knowledge.add and settings.restore take. */
export async function upload(file: File, name = file.name): Promise<string> {
  let response: Response
  try {
    response = await fetch('/files/upload/' + encodeURIComponent(name), { method: 'PUT', body: file })
  } catch (cause) {
    throw asAppError(cause)
  }
  const body: unknown = await response.json().catch(() => null)
  if (!response.ok) throw asAppError(body)
  const path = (body as { path?: unknown } | null)?.path
  if (typeof path !== 'string') throw new AppError('internal', words.lostUpload, words.tryAgain + '.')
  return path
}
