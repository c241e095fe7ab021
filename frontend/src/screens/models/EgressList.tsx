import { SegmentedControl } from '@mantine/core'
import { ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import type { Egress } from '@/bridge'
import { useEgress } from '@/stores/queries'
import { ago, bytes } from '@/text/format'
import { egress as words } from '@/text/models'
import { ErrorNote } from '@/ui/ErrorNote'
import { ScrollRegion } from '@/viewer/ScrollRegion'
import { outcomeOf, outside, purposeOf } from './egressView'
import css from './models.module.css'

/** What was sent to models, by whom it was received, and how much. */
export function EgressList() {
  const { data = [], error, isPending, refetch } = useEgress()
  const [all, setAll] = useState(false)
  const out = outside(data)
  const shown = all ? data : out.records
  return (
    <section className={css.group} aria-labelledby="egress">
      <header className={css.egressHead}>
        <div>
          <h2 id="egress">{words.title}</h2>
          <p>{words.help}</p>
        </div>
        {data.length > 0 && (
          <SegmentedControl size="xs" aria-label={words.filter} value={all ? 'all' : 'outside'} onChange={(value) => setAll(value === 'all')}
            data={[{ value: 'outside', label: words.outside }, { value: 'all', label: words.all }]} />
        )}
      </header>
      <div className={css.box}>
        {error && <ErrorNote error={error} retry={() => void refetch()} />}
        {!error && !isPending && (
          <div className={css.verdict} data-clean={out.records.length === 0}>
            <ShieldCheck size={17} aria-hidden />
            {data.length === 0 && words.none}
            {data.length > 0 && out.records.length === 0 && words.noneOutside}
            {out.records.length > 0 && `${words.summary(out.records.length, out.hosts, bytes(out.sent))} (${words.latest(data.length)})`}
          </div>
        )}
        {shown.length > 0 && <EgressTable records={shown} />}
      </div>
    </section>
  )
}

function EgressTable({ records }: { records: readonly Egress[] }) {
  return (
    <ScrollRegion label={words.table} className={css.egressScroll}>
      <table className={css.egress}>
        <thead>
          <tr>
            <th scope="col">{words.when}</th>
            <th scope="col">{words.where}</th>
            <th scope="col">{words.what}</th>
            <th scope="col" data-numeric>{words.sent}</th>
            <th scope="col" data-numeric>{words.received}</th>
            <th scope="col">{words.outcome}</th>
          </tr>
        </thead>
        <tbody>
          {records.map((record, i) => {
            const outcome = outcomeOf(record)
            return (
              <tr key={i}>
                <td title={record.at}>{ago(record.at)}</td>
                <td className={css.host}>{record.host}{record.local && <span className={css.here}>{words.here}</span>}</td>
                <td>{purposeOf(record)}</td>
                <td data-numeric>{bytes(record.sent)}</td>
                <td data-numeric>{bytes(record.received)}</td>
                <td data-bad={outcome.bad}>{outcome.text}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </ScrollRegion>
  )
}
