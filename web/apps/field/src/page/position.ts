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
