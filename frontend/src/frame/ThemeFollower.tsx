import { useMantineColorScheme } from '@mantine/core'
import { useEffect } from 'react'
import { usePreferences } from '@/stores/queries'

/** Shows the program in the light or dark that the person's preferences ask for. */
export function ThemeFollower() {
  const wanted = usePreferences().data?.theme
  const { setColorScheme } = useMantineColorScheme()
  useEffect(() => {
    if (wanted === 'light' || wanted === 'dark') setColorScheme(wanted)
    else if (wanted === 'system') setColorScheme('auto')
  }, [wanted, setColorScheme])
  return null
}
