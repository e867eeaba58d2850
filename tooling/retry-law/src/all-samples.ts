import type { Sample, Samples } from './sample.ts'
import { authnSamples } from './samples/authn.ts'
import { bucketSamples } from './samples/buckets.ts'
import { clusterSamples, coreSamples } from './samples/cluster.ts'
import { downloadSamples, dsortSamples, etlSamples, jobSamples } from './samples/jobs.ts'
import { multiobjSamples, objectSamples } from './samples/objects.ts'

const byPackage: Readonly<Record<string, Samples>> = {
  authn: authnSamples,
  buckets: bucketSamples,
  cluster: clusterSamples,
  core: coreSamples,
  downloads: downloadSamples,
  dsort: dsortSamples,
  etl: etlSamples,
  jobs: jobSamples,
  multiobj: multiobjSamples,
  objects: objectSamples,
}

/** A sample with the export it is of, as `@ais/package name`, and its own name, which adds the variant. */
export interface NamedSample extends Sample {
  readonly exported: string
  readonly name: string
}

/** Every sample there is. */
export const allSamples: readonly NamedSample[] = Object.entries(byPackage).flatMap(([packageName, samples]) =>
  Object.entries(samples).map(([name, sample]) => ({
    ...sample,
    exported: `@ais/${packageName} ${name.split(' ', 1)[0] ?? ''}`,
    name: `@ais/${packageName} ${name}`,
  })),
)
