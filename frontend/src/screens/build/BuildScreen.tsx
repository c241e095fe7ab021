import { Screen } from '@/ui/Screen'

export default function BuildScreen({ flowId }: { flowId: string }) {
  return <Screen title={flowId}>{null}</Screen>
}
