import { ActionIcon, Button, Skeleton, Tooltip } from '@mantine/core'
import { Copy, Download, Save, Upload } from 'lucide-react'
import { backupAddress } from '@/bridge'
import { useIntent } from '@/stores/intent'
import { useInfo } from '@/stores/queries'
import { workspace as words } from '@/text/settings'
import { ErrorNote } from '@/ui/ErrorNote'
import { done } from '@/ui/toast'
import { copyText } from '@/viewer/copy'
import { RestoreDialog } from './RestoreDialog'
import { Section } from './Section'
import { useBackup } from './useBackup'
import css from './settings.module.css'

/** Where the work is kept; backing it up and restoring it. */
export function Workspace() {
  const { data: info, error, refetch } = useInfo()
  const { native, busy, input, chosen, backup, restore, pick, cancel, replace } = useBackup()
  useIntent('backup', backup)
  useIntent('restore', restore)
  return (
    <Section id="workspace" title={words.title} help={words.help}>
      {error && <ErrorNote error={error} retry={() => void refetch()} />}
      <dl className={css.facts}>
        <dt>{words.file}</dt>
        <dd>
          {info ? <span className={css.path} title={info.file}>{info.file}</span> : <Skeleton width={320} height={14} />}
          {info && (
            <Tooltip label={words.copyPath}>
              <ActionIcon aria-label={words.copyPath} size={24} onClick={() => void copyText(info.file).then((ok) => { if (ok) done(words.copied) })}><Copy size={14} /></ActionIcon>
            </Tooltip>
          )}
        </dd>
        <dt>{words.size}</dt>
        <dd>{info ? words.sizeOf(info.size) : <Skeleton width={80} height={14} />}</dd>
        <dt>{words.version}</dt>
        <dd>{info ? words.versionOf(info.version, info.schema) : <Skeleton width={160} height={14} />}</dd>
      </dl>
      <div className={css.buttons}>
        {native ? (
          <Button leftSection={<Save size={15} />} loading={busy === 'backup'} onClick={backup}>{words.backup}</Button>
        ) : (
          <Button component="a" href={backupAddress} download leftSection={<Download size={15} />}>{words.backupDownload}</Button>
        )}
        <Button leftSection={<Upload size={15} />} onClick={restore}>{words.restore}</Button>
        <span className={css.dim}>{words.help2}</span>
        <input ref={input} type="file" hidden aria-label={words.restoreTitle} accept=".greenlight-backup,.greenlight,.db" onChange={pick} />
      </div>
      {chosen && <RestoreDialog name={chosen.name} busy={busy === 'restore'} onClose={cancel} onReplace={() => void replace()} />}
    </Section>
  )
}
