/** Where this device stands, if it says; nothing where it does not, and the server says what that means. */
export function position(): Promise<{ lon?: number; lat?: number }> {
  return new Promise((done) => {
    if (!('geolocation' in navigator)) { done({}); return; }
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => done({ lon: coords.longitude, lat: coords.latitude }),
      () => done({}),
      { enableHighAccuracy: true, timeout: 10_000 },
    );
  });
}
