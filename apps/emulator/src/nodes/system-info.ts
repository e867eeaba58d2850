import { statfsSync } from 'node:fs'
import { cpus, freemem, loadavg, tmpdir, totalmem } from 'node:os'

/** Memory and load of this process. @wire `what=sysinfo` */
export const systemInfo = (): Readonly<Record<string, unknown>> => {
  const [used, total] = [process.memoryUsage.rss(), totalmem()]
  const { user, system } = process.cpuUsage()
  const [one = 0, five = 0, fifteen = 0] = loadavg()
  const cpuPercent = ((user + system) / 1e6 / Math.max(1, process.uptime()) / Math.max(1, cpus().length)) * 100
  return {
    mem_used: used,
    mem_avail: freemem(),
    pct_mem_used: (used / total) * 100,
    pct_cpu_used: cpuPercent,
    load_avg: { One: one, Five: five, Fifteen: fifteen },
  }
}

/** Space where this machine keeps files, as every mountpath of a target has it. @wire fs/api.go TargetCDF */
export const capacityOf = (paths: Iterable<string>): Readonly<Record<string, unknown>> => {
  const { blocks, bavail, bsize } = statfsSync(tmpdir())
  const [used, avail] = [(blocks - bavail) * bsize, bavail * bsize]
  const percent = Math.round((used / Math.max(1, used + avail)) * 100)
  const names = [...paths]
  const mountpaths = Object.fromEntries(
    names.map((path) => [
      path,
      {
        mountpath_label: '',
        fs: { Fs: 'emulated', FsType: 'emulated', FsID: '0,0' },
        disks: ['emulated'],
        used: String(used),
        avail: String(avail),
        pct_used: percent,
      },
    ]),
  )
  return {
    mountpaths: names.length === 0 ? null : mountpaths,
    cs_err: '',
    total_used: String(names.length === 0 ? 0 : used),
    total_avail: String(names.length === 0 ? 0 : avail),
    pct_max: names.length === 0 ? 0 : percent,
    pct_avg: names.length === 0 ? 0 : percent,
    pct_min: names.length === 0 ? 0 : percent,
  }
}
