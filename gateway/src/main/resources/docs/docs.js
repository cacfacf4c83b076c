// Whoever is signed in may try what is described; the token of the cookie shows that it is this page that asks.
const token = () => document.cookie.match(/(?:^|; )(?:__Host-)?XSRF-TOKEN=([^;]*)/)?.[1];
const shown = (request) => {
  if (token()) request.headers['X-XSRF-TOKEN'] = token();
  return request;
};

// Which services there are is the gateway's to say; nothing is sent anywhere else, so no validator badge.
fetch('/api-docs')
  .then((answer) => answer.json())
  .then((urls) =>
    SwaggerUIBundle({
      dom_id: '#apis',
      urls,
      deepLinking: true,
      validatorUrl: null,
      requestInterceptor: shown,
      presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
      layout: 'StandaloneLayout',
    }),
  );
