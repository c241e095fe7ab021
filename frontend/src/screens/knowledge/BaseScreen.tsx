import { Button, Skeleton, Tabs } from '@mantine/core'
import { ChevronLeft } from 'lucide-react'
import type { KnowledgeBase } from '@/bridge'
import { useKnowledgeBase } from '@/stores/queries'
import { navigate, path } from '@/stores/route'
import { common } from '@/text/common'
import { words } from '@/text/knowledge'
import { ErrorNote } from '@/ui/ErrorNote'
import { Screen } from '@/ui/Screen'
import { AskTab } from './AskTab'
import { DocumentsTab } from './DocumentsTab'
import { SensitivityChip } from './SensitivityChip'
import { SettingsTab } from './SettingsTab'
import { isTab, tabs, type Tab } from './tabs'
import css from './base.module.css'

/** One knowledge base: its documents, asking it, its settings. */
export function BaseScreen({ id, tab }: { id: string; tab: Tab }) {
  const { data: base, error, refetch } = useKnowledgeBase(id)
  if (error) {
    return (
      <Screen title={words.title}>
        <ErrorNote error={error} retry={() => void refetch()} />
        <Button mt="md" onClick={() => navigate(path.knowledge())}>{words.gone}</Button>
      </Screen>
    )
  }
  const title = (
    <span className={css.title}>
      <a className={css.back} href={'#' + path.knowledge()} aria-label={words.back}><ChevronLeft size={18} /></a>
      <span className={css.name} title={base?.name}>{base?.name ?? <Skeleton width={220} height={20} component="span" display="block" />}</span>
      {base && <SensitivityChip value={base.sensitivity} />}
    </span>
  )
  const subtitle = base ? factsOf(base) : ' '
  return (
    <Screen full title={title} subtitle={<span className={css.subtitle}>{subtitle}</span>}>
      <Tabs value={tab} onChange={(to) => to !== null && isTab(to) && navigate(to === 'documents' ? path.knowledge(id) : path.knowledge(id, to))}
        keepMounted={false} classNames={{ root: css.tabs, list: css.tabList, tab: css.tab, panel: css.panel }}>
        <Tabs.List aria-label={words.tabsLabel}>
          {tabs.map((name) => <Tabs.Tab key={name} value={name}>{words.tabs[name]}</Tabs.Tab>)}
        </Tabs.List>
        {!base && <div className={css.wait} role="status" aria-label={common.loading}>{[60, 52, 64, 48].map((width, i) => <Skeleton key={i} height={16} width={`${width}%`} mb={20} />)}</div>}
        <Tabs.Panel value="documents">{base && <DocumentsTab base={base} />}</Tabs.Panel>
        <Tabs.Panel value="ask">{base && <AskTab base={base} />}</Tabs.Panel>
        <Tabs.Panel value="settings">{base && <SettingsTab key={base.updatedAt} base={base} />}</Tabs.Panel>
      </Tabs>
    </Screen>
  )
}

const factsOf = (base: KnowledgeBase): string =>
  base.documents === 0 ? words.emptyBase : `${words.facts(base.documents, base.chunks)} · ${words.wordsFact(base.words)}`
