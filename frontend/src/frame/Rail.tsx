import { BookOpen, Boxes, House, Settings, X, type LucideIcon } from 'lucide-react'
import { useEffect } from 'react'
import { JobsEntry } from '@/jobs/JobsEntry'
import { FindButton } from '@/palette/FindButton'
import { useOpenFlows } from '@/stores/openFlows'
import { useFlows } from '@/stores/queries'
import { navigate, path, type Route } from '@/stores/route'
import { frame } from '@/text/frame'
import css from './frame.module.css'
import { Logo } from './Logo'

interface LinkProps {
  to: string
  on: boolean
  icon?: LucideIcon
  children: string
}

function RailLink({ to, on, icon: Icon, children }: LinkProps) {
  return (
    <a className={css.link} href={'#' + to} aria-current={on ? 'page' : undefined}>
      {Icon ? <Icon size={17} strokeWidth={1.8} aria-hidden /> : <i className={css.letter} aria-hidden>{children.slice(0, 1)}</i>}
      <span>{children}</span>
    </a>
  )
}

/** The assistants that were opened, with a cross that takes them off the list. */
function OpenList({ current }: { current: string }) {
  const { ids, open, close } = useOpenFlows()
  const flows = useFlows().data
  useEffect(() => {
    if (current !== '') open(current)
  }, [current, open])
  const shown = ids.flatMap((id) => flows?.find((f) => f.id === id) ?? [])
  if (shown.length === 0) return null
  const leave = (id: string) => {
    close(id)
    if (id === current) navigate(path.home())
  }
  return (
    <>
      <div className={css.cap} id="rail-open">{frame.open}</div>
      <ul className={css.openList} aria-labelledby="rail-open">
        {shown.map((f) => (
          <li key={f.id}>
            <RailLink to={path.build(f.id)} on={f.id === current}>{f.name}</RailLink>
            <button type="button" className={css.closeOpen} aria-label={frame.closeTab(f.name)} onClick={() => leave(f.id)}>
              <X size={13} />
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}

/** The left rail: where one can go. */
export function Rail({ route }: { route: Route }) {
  return (
    <nav className={css.rail} aria-label={frame.navigation}>
      <div className={css.brand}><Logo /><span>{frame.name}</span></div>
      <FindButton />
      <RailLink to={path.home()} on={route.screen === 'home'} icon={House}>{frame.home}</RailLink>
      <RailLink to={path.knowledge()} on={route.screen === 'knowledge'} icon={BookOpen}>{frame.knowledge}</RailLink>
      <RailLink to={path.models()} on={route.screen === 'models'} icon={Boxes}>{frame.models}</RailLink>
      <OpenList current={route.screen === 'build' ? route.id : ''} />
      <div className={css.grow} />
      <JobsEntry />
      <RailLink to={path.settings()} on={route.screen === 'settings'} icon={Settings}>{frame.settings}</RailLink>
    </nav>
  )
}
