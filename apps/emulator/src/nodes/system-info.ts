import { statfsSync } from 'node:fs'
import { cpus, freemem, loadavg, tmpdir, totalmem } from 'node:os'

const memory = (): Readonly<Record<string, number>> => {
  const [total, free] = [totalmem(), freemem()]
  const used = total - free
  const swap = { SwapTotal: 0, SwapFree: 0, SwapUsed: 0 }
  return { Total: total, Used: used, Free: free, BuffCache: 0, ActualFree: free, ActualUsed: used, ...swap }
}

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
    cpu_util: Math.round(cpuPercent),
    mem: memory(),
    proc: {
      CPU: {
        User: Math.round(user / 1000),
        System: Math.round(system / 1000),
        Total: Math.round((user + system) / 1000),
        LastTime: 0,
        Percent: cpuPercent,
      },
      Mem: { Size: process.memoryUsage().heapTotal, Resident: used, Share: 0 },
    },
  }
}

const usage = (): { readonly used: number; readonly avail: number; readonly percent: number } => {
  const { blocks, bavail, bsize } = statfsSync(tmpdir())
  const [used, avail] = [(blocks - bavail) * bsize, bavail * bsize]
  return { used, avail, percent: Math.round((used / Math.max(1, used + avail)) * 100) }
}

/** Space of a target's disks together. */
export const diskSpace = (): Readonly<Record<string, unknown>> => {
  const { used, avail, percent } = usage()
  return { fs_used: String(used), fs_capacity: String(used + avail), pct_fs_used: percent }
}

/** Space where this machine keeps files, as every mountpath of a target has it. @wire fs/api.go TargetCDF */
export const capacityOf = (paths: Iterable<string>): Readonly<Record<string, unknown>> => {
  const { used, avail, percent } = usage()
  const names = [...paths]
  const mountpaths = Object.fromEntries(
    names.map((path) => [
      path,
      {
        mountpath_label: '',
        fs: { Fs: 'emulated', FsType: 'emulated', FsID: '0,0' },
        disks: ['vda'],
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
