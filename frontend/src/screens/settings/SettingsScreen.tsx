import { frame } from '@/text/frame'
import { Screen } from '@/ui/Screen'

export default function SettingsScreen() {
  return <Screen title={frame.settings}>{null}</Screen>
}
