import { Fragment } from 'react'
import { mod } from '@/text/keys'
import { shortcuts as words } from '@/text/settings'
import { Section } from './Section'
import css from './settings.module.css'

/** What a key does. Each inner list is pressed together; several are alternatives. */
interface Shortcut {
  does: string
  keys: string[][]
}

const groups: { name: string; list: Shortcut[] }[] = [
  {
    name: words.groups.everywhere,
    list: [
      { does: words.find, keys: [[mod, 'K']] },
      { does: words.close, keys: [['Esc']] },
    ],
  },
  {
    name: words.groups.build,
    list: [
      { does: words.addStep, keys: [['/']] },
      { does: words.openStep, keys: [['Enter']] },
      { does: words.deleteStep, keys: [['Delete']] },
      { does: words.undo, keys: [[mod, 'Z']] },
      { does: words.redo, keys: [[mod, 'Shift', 'Z'], [mod, 'Y']] },
      { does: words.copy, keys: [[mod, 'C'], [mod, 'X'], [mod, 'V']] },
      { does: words.duplicate, keys: [[mod, 'D']] },
      { does: words.selectAll, keys: [[mod, 'A']] },
      { does: words.save, keys: [[mod, 'S']] },
      { does: words.zoom, keys: [[mod, '+'], [mod, '−'], [mod, '0']] },
      { does: words.fit, keys: [['Shift', '1']] },
      { does: words.send, keys: [['Enter']] },
      { does: words.newLine, keys: [['Shift', 'Enter']] },
    ],
  },
  {
    name: words.groups.source,
    list: [
      { does: words.turn, keys: [['←'], ['→']] },
      { does: words.size, keys: [['+'], ['−']] },
    ],
  },
]

/** What the keyboard does. */
export function Shortcuts() {
  return (
    <Section id="shortcuts" title={words.title} help={words.help}>
      <div className={css.groups}>
        {groups.map((group) => (
          <div key={group.name}>
            <h3>{group.name}</h3>
            <dl className={css.keys}>
              {group.list.map(({ does, keys }) => (
                <Fragment key={does}>
                  <dt>{does}</dt>
                  <dd>{keys.map((together) => <span key={together.join()} className={css.together}>{together.map((key) => <kbd key={key}>{key}</kbd>)}</span>)}</dd>
                </Fragment>
              ))}
            </dl>
          </div>
        ))}
      </div>
    </Section>
  )
}
