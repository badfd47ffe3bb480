/** Where this device stands, asked once because somebody pressed for it; never otherwise. */
export function position(): Promise<{ lon: number; lat: number } | null> {
  return new Promise((done) => {
    if (!('geolocation' in navigator)) { done(null); return; }
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => done({ lon: coords.longitude, lat: coords.latitude }),
      () => done(null),
      { enableHighAccuracy: true, timeout: 15_000 },
    );
  });
}
