export type MicrophoneProblem = 'denied' | 'none' | 'busy' | 'unsupported'

export class MicrophoneError extends Error {
  constructor(readonly problem: MicrophoneProblem) {
    super(problem)
    this.name = 'MicrophoneError'
  }
}

/** @throws MicrophoneError */
export async function openMicrophone(deviceId: string): Promise<MediaStream> {
  if (!navigator.mediaDevices?.getUserMedia) throw new MicrophoneError('unsupported')
  const audio = { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 }
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: deviceId ? { ...audio, deviceId: { exact: deviceId } } : audio })
  } catch (error) {
    const name = error instanceof DOMException ? error.name : ''
    // The device chosen last time is gone: any other will do.
    if (deviceId && (name === 'OverconstrainedError' || name === 'NotFoundError')) return openMicrophone('')
    throw new MicrophoneError(
      name === 'NotAllowedError' || name === 'SecurityError' ? 'denied' : name === 'NotFoundError' ? 'none' : 'busy',
    )
  }
}

export const MICROPHONE_PROBLEMS: Record<MicrophoneProblem, { title: string; body: string }> = {
  denied: {
    title: 'The microphone is blocked',
    body: 'Allow it for this page: choose the icon left of the address, set Microphone to Allow, then call again. Or go on by typing.',
  },
  none: { title: 'No microphone found', body: 'Connect a microphone or headset and call again. Or go on by typing.' },
  busy: { title: 'The microphone is in use', body: 'Another program holds it. Close that one and call again, or go on by typing.' },
  unsupported: {
    title: 'This page may not use the microphone',
    body: 'Browsers allow it only on https addresses and on this machine itself. Open the dashboard over https, or go on by typing.',
  },
}
