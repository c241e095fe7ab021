import { useRef, useState } from 'react'
import { api, backupAddress, upload } from '@/bridge'
import { useInfo } from '@/stores/queries'
import { navigate, path } from '@/stores/route'
import { workspace as words } from '@/text/settings'
import { done, failed } from '@/ui/toast'

/** A backup that was chosen: a path in the window, a file in a browser. */
interface Chosen {
  name: string
  path: () => Promise<string>
}

/** Backing up and restoring, with the system's dialogs in the window and the browser's in a browser. */
export function useBackup() {
  const native = useInfo().data?.window ?? false
  const [busy, setBusy] = useState<'' | 'backup' | 'restore'>('')
  const [chosen, setChosen] = useState<Chosen>()
  const input = useRef<HTMLInputElement>(null)

  const write = async () => {
    const to = await api.dialogs.saveFile(words.backupTitle, words.backupName(new Date().toISOString().slice(0, 10)))
    if (to === '') return
    setBusy('backup')
    try {
      done(words.backedUp(await api.settings.backup(to)))
    } finally {
      setBusy('')
    }
  }
  const backup = () => {
    if (native) write().catch(failed)
    else window.location.assign(backupAddress)
  }
  const restore = () => {
    if (!native) {
      input.current?.click()
      return
    }
    api.dialogs.openFile(words.restoreTitle, '*.greenlight-backup').then((from) => {
      if (from !== '') setChosen({ name: from.slice(Math.max(from.lastIndexOf('/'), from.lastIndexOf('\\')) + 1), path: () => Promise.resolve(from) })
    }, failed)
  }
  const pick = (event: React.ChangeEvent<HTMLInputElement>) => {
    const file = event.currentTarget.files?.[0]
    event.currentTarget.value = ''
    if (file) setChosen({ name: file.name, path: () => upload(file) })
  }
  const replace = async () => {
    if (!chosen) return
    setBusy('restore')
    try {
      await api.settings.restore(await chosen.path())
      setChosen(undefined)
      navigate(path.home())
      done(words.restored)
    } catch (cause) {
      failed(cause)
    } finally {
      setBusy('')
    }
  }
  return { native, busy, input, chosen, backup, restore, pick, cancel: () => setChosen(undefined), replace }
}
