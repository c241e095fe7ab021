import { Button, Menu } from '@mantine/core'
import { FilePlus2, FolderOpen, Plus } from 'lucide-react'
import { useRef } from 'react'
import { api } from '@/bridge'
import { useInfo } from '@/stores/queries'
import { add as words } from '@/text/knowledge'
import { failed } from '@/ui/toast'
import { chosenFiles, type Dropped } from './dropped'
import css from './documents.module.css'

interface Props {
  onPaths: (paths: string[]) => void
  onFiles: (files: Dropped[]) => void
  disabled: boolean
  formats: readonly string[]
  /** One button with a menu, instead of two buttons. */
  small: boolean
}

/** Choosing files or a folder: the system's dialogs in the window, the browser's in a browser. */
export function AddButtons({ onPaths, onFiles, disabled, formats, small }: Props) {
  const native = useInfo().data?.window ?? false
  const files = useRef<HTMLInputElement>(null)
  const folder = useRef<HTMLInputElement>(null)

  const chooseFiles = () => {
    if (native) api.dialogs.openFiles(words.dialogFiles).then(onPaths, failed)
    else files.current?.click()
  }
  const chooseFolder = () => {
    if (native) api.dialogs.openFolder(words.dialogFolder).then((path) => path !== '' && onPaths([path]), failed)
    else folder.current?.click()
  }
  const chosen = (event: React.ChangeEvent<HTMLInputElement>) => {
    onFiles(chosenFiles(event.currentTarget.files))
    event.currentTarget.value = ''
  }
  return (
    <>
      <input ref={files} type="file" multiple hidden aria-label={words.files} accept={formats.map((format) => '.' + format).join(',')} onChange={chosen} />
      <input ref={folder} type="file" multiple hidden aria-label={words.folder} onChange={chosen} {...{ webkitdirectory: '' }} />
      {small ? (
        <Menu>
          <Menu.Target>
            <Button variant="filled" leftSection={<Plus size={16} />} disabled={disabled}>{words.add}</Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<FilePlus2 size={16} />} onClick={chooseFiles}>{words.files}</Menu.Item>
            <Menu.Item leftSection={<FolderOpen size={16} />} onClick={chooseFolder}>{words.folder}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      ) : (
        <div className={css.choose}>
          <Button variant="filled" leftSection={<FilePlus2 size={16} />} disabled={disabled} onClick={chooseFiles}>{words.files}</Button>
          <Button leftSection={<FolderOpen size={16} />} disabled={disabled} onClick={chooseFolder}>{words.folder}</Button>
        </div>
      )}
    </>
  )
}
