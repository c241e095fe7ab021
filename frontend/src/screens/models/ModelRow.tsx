import { ActionIcon, Button, Menu } from '@mantine/core'
import { Cloud, Ellipsis, Gauge, Monitor, Package, Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { api, asAppError, type Model, type ModelTest } from '@/bridge'
import { words } from '@/text/models'
import { done, failed } from '@/ui/toast'
import { EditModelDialog } from './EditModelDialog'
import { factsOf, hostOf } from './describe'
import { TestResult } from './TestResult'
import css from './models.module.css'

/** One model of the catalogue. */
export function ModelRow({ model }: { model: Model }) {
  const [editing, setEditing] = useState(false)
  const [testing, setTesting] = useState(false)
  const [result, setResult] = useState<ModelTest>()
  const title = model.title || model.name
  const builtin = model.provider === 'builtin'

  const test = async () => {
    setTesting(true)
    setResult(undefined)
    try {
      setResult(await api.models.test(model.id))
    } catch (cause) {
      const { code, message, hint } = asAppError(cause)
      setResult({ ok: false, ms: 0, text: '', error: { code, message, hint } })
    } finally {
      setTesting(false)
    }
  }
  const remove = () => api.models.remove(model.id).then(() => done(words.removed(title)), failed)
  return (
    <li className={css.row}>
      <div className={css.rowMain}>
        <div className={css.rowHead}>
          <span className={css.rowTitle} title={model.id}>{title}</span>
          <Place model={model} />
        </div>
        {model.description !== '' && <div className={css.description}>{model.description}</div>}
        <div className={css.facts}>{factsOf(model).join(' · ')}</div>
        {model.shutdown !== '' && <div className={css.warn}>{words.shutdown(model.shutdown)}</div>}
        <TestResult busy={testing} result={result} />
      </div>
      <div className={css.rowActions}>
        <Button leftSection={<Gauge size={15} />} loading={testing} aria-label={words.testOf(title)} onClick={() => void test()}>{words.test}</Button>
        {!builtin && (
          <Menu>
            <Menu.Target>
              <ActionIcon aria-label={words.actions(title)} size={32}><Ellipsis size={16} /></ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<Pencil size={15} />} onClick={() => setEditing(true)}>{words.prices}</Menu.Item>
              <Menu.Divider />
              <Menu.Item color="red" leftSection={<Trash2 size={15} />} onClick={() => void remove()}>{words.remove}</Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
      {editing && <EditModelDialog model={model} onClose={() => setEditing(false)} />}
    </li>
  )
}

/** Where the model runs: what leaves this computer must be seen at a glance. */
function Place({ model }: { model: Model }) {
  if (model.provider === 'builtin') return <span className={css.chip} data-kind="good"><Package size={12} aria-hidden />{words.builtin}</span>
  if (model.local) return <span className={css.chip} data-kind="good"><Monitor size={12} aria-hidden />{words.local}</span>
  return <span className={css.chip} data-kind="warn"><Cloud size={12} aria-hidden />{words.remote(hostOf(model.address))}</span>
}
