import { frame } from '@/text/frame'
import { Screen } from '@/ui/Screen'

export default function HomeScreen() {
  return <Screen title={frame.home}>{null}</Screen>
}
