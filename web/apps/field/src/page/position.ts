/** Where this device stands, asked once: because somebody pressed for it, or shares it while on duty. */
export function position(exact = true): Promise<{ lon: number; lat: number } | null> {
  return new Promise((done) => {
    if (!('geolocation' in navigator)) { done(null); return; }
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => done({ lon: coords.longitude, lat: coords.latitude }),
      () => done(null),
      { enableHighAccuracy: exact, timeout: 15_000, maximumAge: exact ? 0 : 60_000 },
    );
  });
}

/** Follows where this device stands, for the screen alone, until the function that is given back is called; nothing where it cannot be told. */
export function follow(tell: (at: { lon: number; lat: number } | null) => void): () => void {
  if (!('geolocation' in navigator)) { tell(null); return () => undefined; }
  const watch = navigator.geolocation.watchPosition(
    ({ coords }) => tell({ lon: coords.longitude, lat: coords.latitude }),
    () => tell(null),
    { enableHighAccuracy: true, timeout: 30_000, maximumAge: 10_000 },
  );
  return () => navigator.geolocation.clearWatch(watch);
}
