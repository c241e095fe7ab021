import { frame } from '@/text/frame'
import { Screen } from '@/ui/Screen'

export default function ModelsScreen() {
  return <Screen title={frame.models}>{null}</Screen>
}
