// A signed-in user may try the described operations. The CSRF token of the cookie shows that this page sends them.
const token = () => document.cookie.match(/(?:^|; )(?:__Host-)?XSRF-TOKEN=([^;]*)/)?.[1];
const withCsrfToken = (request) => {
  if (token()) request.headers['X-XSRF-TOKEN'] = token();
  return request;
};

// The gateway lists the services. Nothing is sent to other hosts, so there is no validator badge.
fetch('/api-docs')
  .then((response) => response.json())
  .then((urls) =>
    SwaggerUIBundle({
      dom_id: '#apis',
      urls,
      deepLinking: true,
      validatorUrl: null,
      requestInterceptor: withCsrfToken,
      presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
      layout: 'StandaloneLayout',
    }),
  );
