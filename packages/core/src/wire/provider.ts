/** Where a bucket lives, by AIStore's canonical names. */
export type Provider = 'ais' | 'aws' | 'gcp' | 'azure' | 'oci'

const canonical: Readonly<Record<string, Provider>> = {
  ais: 'ais',
  aws: 'aws',
  s3: 'aws',
  gcp: 'gcp',
  gs: 'gcp',
  azure: 'azure',
  az: 'azure',
  oci: 'oci',
  oc: 'oci',
}

/** The canonical provider of a name or alias (`s3`, `gs`, `az`, `oc`); `undefined` for anything else. */
export const parseProvider = (name: string): Provider | undefined =>
  Object.hasOwn(canonical, name) ? canonical[name] : undefined
