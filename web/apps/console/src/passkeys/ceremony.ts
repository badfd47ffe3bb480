/** What a browser answers when a passkey was made; base64url. */
export interface Made { client_data: string; attestation: string }
/** What a browser answers when somebody shows a passkey; base64url. */
export interface Shown { id: string; client_data: string; authenticator_data: string; signature: string; user: string }

/** The bytes of base64url without padding. */
export function bytesOf(text: string) {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
}

/** Bytes as base64url without padding. */
export function textOf(bytes: ArrayBuffer | null): string {
  const letters = Array.from(new Uint8Array(bytes ?? new ArrayBuffer(0)), (byte) => String.fromCharCode(byte)).join('');
  return btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** The credential that a device gave; a device that gives none says so as one that was broken off. */
function given(credential: Credential | null): PublicKeyCredential {
  if (credential instanceof PublicKeyCredential) return credential;
  throw new DOMException('no passkey', 'NotAllowedError');
}

/** Has a device make a passkey. */
export async function make(options: PublicKeyCredentialCreationOptionsJSON): Promise<Made> {
  const publicKey: PublicKeyCredentialCreationOptions = {
    rp: options.rp,
    user: { ...options.user, id: bytesOf(options.user.id) },
    challenge: bytesOf(options.challenge),
    pubKeyCredParams: options.pubKeyCredParams,
    timeout: options.timeout,
    excludeCredentials: (options.excludeCredentials ?? []).map(({ id }) => ({ type: 'public-key', id: bytesOf(id) })),
    authenticatorSelection: options.authenticatorSelection,
    attestation: 'none',
  };
  const made = given(await navigator.credentials.create({ publicKey }));
  const { clientDataJSON, attestationObject } = made.response as AuthenticatorAttestationResponse;
  return { client_data: textOf(clientDataJSON), attestation: textOf(attestationObject) };
}

/** Has a device show a passkey of this site. */
export async function show(options: PublicKeyCredentialRequestOptionsJSON): Promise<Shown> {
  const publicKey: PublicKeyCredentialRequestOptions = {
    challenge: bytesOf(options.challenge),
    rpId: options.rpId,
    timeout: options.timeout,
    userVerification: 'required',
  };
  const shown = given(await navigator.credentials.get({ publicKey }));
  const { clientDataJSON, authenticatorData, signature, userHandle } = shown.response as AuthenticatorAssertionResponse;
  return {
    id: textOf(shown.rawId), client_data: textOf(clientDataJSON), authenticator_data: textOf(authenticatorData),
    signature: textOf(signature), user: textOf(userHandle),
  };
}
