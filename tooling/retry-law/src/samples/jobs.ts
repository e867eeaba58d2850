import * as downloads from '@ais/downloads'
import * as dsort from '@ais/dsort'
import * as etl from '@ais/etl'
import * as jobs from '@ais/jobs'
import { json, nothing, text, type Samples } from '../sample.ts'
import { downloadJob, jobStatus } from './answers.ts'

const bucket = { name: 'b' }
const to = { name: 'c' }
const sort = {
  input_bck: { name: 'b' },
  input_format: { template: 'in-{0..9}' },
  input_extension: '.tar',
  output_format: 'out-{0..9}',
  output_shard_size: '1MB',
}
const names = { objNames: ['o'] }

export const downloadSamples: Samples = {
  abortDownload: nothing(() => downloads.abortDownload('dnl-1')),
  downloadBackend: json(() => downloads.downloadBackend({ name: 'b', provider: 'aws' }), { id: 'dnl-1' }),
  downloadMulti: json(() => downloads.downloadMulti(bucket, ['http://x/y']), { id: 'dnl-1', xaction_id: 'dnl-1' }),
  downloadRange: json(() => downloads.downloadRange(bucket, 'http://x/{1..2}'), { id: 'dnl-1', xaction_id: 'dnl-1' }),
  downloadSingle: json(() => downloads.downloadSingle(bucket, 'http://x/y'), { id: 'dnl-1' }),
  getDownloadStatus: json(() => downloads.getDownloadStatus('dnl-1'), downloadJob),
  listDownloads: json(() => downloads.listDownloads(), []),
  removeDownload: nothing(() => downloads.removeDownload('dnl-1')),
}

export const dsortSamples: Samples = {
  abortDsort: nothing(() => dsort.abortDsort('srt-1')),
  getDsortInfo: json(() => dsort.getDsortInfo('srt-1'), {}),
  listDsorts: json(() => dsort.listDsorts(), []),
  removeDsort: nothing(() => dsort.removeDsort('srt-1')),
  startDsort: text(() => dsort.startDsort(sort), 'srt-1'),
}

export const etlSamples: Samples = {
  deleteEtl: nothing(() => etl.deleteEtl('my-etl')),
  getEtlHealth: json(() => etl.getEtlHealth('my-etl'), []),
  getEtlLogs: json(() => etl.getEtlLogs('my-etl'), []),
  getEtlMetrics: json(() => etl.getEtlMetrics('my-etl'), []),
  initEtl: text(() => etl.initEtl('my-etl', { image: 'image' }), 'etl-1'),
  initEtlSpec: text(() => etl.initEtlSpec('my-etl', 'spec'), 'etl-1'),
  listAllEtls: json(() => etl.listAllEtls(), []),
  startEtl: text(() => etl.startEtl('my-etl'), 'etl-1'),
  stopEtl: nothing(() => etl.stopEtl('my-etl')),
  transformBucket: text(() => etl.transformBucket(bucket, 'my-etl', to)),
  transformObjects: text(() => etl.transformObjects(bucket, names, to, 'my-etl')),
  viewEtl: json(() => etl.viewEtl('my-etl'), { init_msg: {} }),
}

export const jobSamples: Samples = {
  getJobStatus: json(() => jobs.getJobStatus('zbFhr2R0b'), jobStatus),
  listJobSnapshots: json(() => jobs.listJobSnapshots({ jobId: 'zbFhr2R0b' }), {}),
  listJobsStatus: json(() => jobs.listJobsStatus(), []),
  listRunningJobs: json(() => jobs.listRunningJobs(), []),
  startJob: text(() => jobs.startJob('lru')),
  stopJob: nothing(() => jobs.stopJob('zbFhr2R0b')),
}
