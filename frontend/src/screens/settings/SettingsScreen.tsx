import { words } from '@/text/settings'
import { Screen } from '@/ui/Screen'
import { Doctor } from './Doctor'
import { Keys } from './Keys'
import { Look } from './Look'
import { Sample } from './Sample'
import { Shortcuts } from './Shortcuts'
import { Workspace } from './Workspace'
import css from './settings.module.css'

/** This computer and this workspace. */
export default function SettingsScreen() {
  return (
    <Screen title={words.title} subtitle={words.subtitle}>
      <div className={css.page}>
        <Look />
        <Workspace />
        <Keys />
        <Doctor />
        <Sample />
        <Shortcuts />
      </div>
    </Screen>
  )
}
