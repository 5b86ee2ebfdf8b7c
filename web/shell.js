// The page around the app: the first picture, the crash page, the service worker and its polite updates.
const potokShell = {
  build: '',
  worker: null,  // a newer build's, waiting
  asked: false,  // the person wants it

  words: {
    en: {
      crash: 'Potok has stopped', saved: 'What was shown as saved is on this device. Reload to go on.', reload: 'Reload', copy: 'Copy the report',
      webgl: 'Potok cannot draw here', webglText: 'This browser gives no WebGL 2. Switch on hardware acceleration in its settings, or use a current Chrome, Edge, Firefox or Safari.',
      load: 'Potok could not be loaded', loadText: 'Check the connection and reload. Nothing on this device is lost.',
    },
    pl: {
      crash: 'Potok się zatrzymał', saved: 'Wszystko, co było oznaczone jako zapisane, jest na tym urządzeniu. Wczytaj stronę ponownie, aby pracować dalej.', reload: 'Wczytaj ponownie', copy: 'Kopiuj raport',
      webgl: 'Potok nie może tu rysować', webglText: 'Ta przeglądarka nie udostępnia WebGL 2. Włącz w jej ustawieniach akcelerację sprzętową albo użyj aktualnej wersji Chrome, Edge, Firefoksa lub Safari.',
      load: 'Nie udało się wczytać Potoku', loadText: 'Sprawdź połączenie i wczytaj stronę ponownie. Dane na tym urządzeniu są bezpieczne.',
    },
    ru: {
      crash: 'Поток остановился', saved: 'Всё, что было отмечено как сохранённое, осталось на этом устройстве. Перезагрузите страницу, чтобы продолжить.', reload: 'Перезагрузить', copy: 'Скопировать отчёт',
      webgl: 'Поток не может здесь рисовать', webglText: 'Этот браузер не даёт WebGL 2. Включите аппаратное ускорение в его настройках или откройте страницу в свежей версии Chrome, Edge, Firefox или Safari.',
      load: 'Поток не загрузился', loadText: 'Проверьте соединение и перезагрузите страницу. Данные на этом устройстве не пострадали.',
    },
  },
  say(key) {
    const wanted = [localStorage.getItem('potok:language'), ...(navigator.languages || [])].map((l) => (l || '').slice(0, 2));
    const language = wanted.find((l) => this.words[l]) || 'en';
    return this.words[language][key];
  },

  fail(title, text, lines) {
    const id = (name) => document.getElementById(name);
    id('shell').remove?.();
    id('crash-title').textContent = title;
    id('crash-text').textContent = text;
    id('crash-lines').textContent = lines;
    id('crash-lines').hidden = !lines;
    id('crash-reload').textContent = this.say('reload');
    id('crash-copy').textContent = this.say('copy');
    id('crash-copy').hidden = !lines;
    id('crash-reload').onclick = () => location.reload();
    id('crash-copy').onclick = () => navigator.clipboard?.writeText(lines);
    id('crash').hidden = false;
    id('crash-reload').focus();
  },

  // A new version waits until the person says so, never in the middle of an edit. A tab that has not been asked goes on with
  // the build it runs, whatever another tab has done; its files stay cached as long as it lives.
  async register() {
    if (!('serviceWorker' in navigator)) return;
    try {
      const registration = await navigator.serviceWorker.register('sw.js');
      const offer = () => {
        if (registration.waiting && navigator.serviceWorker.controller) {
          this.worker = registration.waiting;
          document.dispatchEvent(new CustomEvent('potok:new-version'));
        }
      };
      registration.addEventListener('updatefound', () => {
        registration.installing?.addEventListener('statechange', offer);
      });
      offer();
      navigator.serviceWorker.addEventListener('controllerchange', () => { if (this.asked) location.reload(); });
      const hello = () => navigator.serviceWorker.controller?.postMessage({ type: 'hello', build: this.build });
      hello();
      navigator.serviceWorker.ready.then(hello);
      // The browser looks for a newer build when a page is opened; a tab that stays open looks when it is come back to.
      let looked = Date.now();
      document.addEventListener('visibilitychange', () => {
        if (document.hidden || Date.now() - looked < 3_600_000) return;
        looked = Date.now();
        registration.update().catch(() => {}); // without a network there is nothing new
      });
    } catch (e) {
      console.log('no service worker: ' + e);
    }
  },
  useNewVersion() {
    this.asked = true;
    if (this.worker?.state === 'installed') this.worker.postMessage({ type: 'skip-waiting' });
    else location.reload(); // another tab has called it in already
  },
};

document.addEventListener('potok:ready', () => {
  requestAnimationFrame(() => requestAnimationFrame(() => document.getElementById('shell')?.remove()));
  potokShell.register();
});
document.addEventListener('potok:crash', (e) => {
  potokShell.fail(potokShell.say('crash'), potokShell.say('saved'), [e.detail.text, ...e.detail.lines, 'build ' + potokShell.build, navigator.userAgent].join('\n'));
});
document.addEventListener('potok:no-webgl', () => potokShell.fail(potokShell.say('webgl'), potokShell.say('webglText'), ''));
window.addEventListener('error', (e) => {
  if (e.target instanceof HTMLScriptElement) potokShell.fail(potokShell.say('load'), potokShell.say('loadText'), '');
}, true);
