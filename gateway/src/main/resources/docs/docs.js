// Which services there are is the gateway's to say; nothing is sent anywhere else, so no validator badge.
fetch('/api-docs')
  .then((answer) => answer.json())
  .then((urls) =>
    SwaggerUIBundle({
      dom_id: '#apis',
      urls,
      deepLinking: true,
      validatorUrl: null,
      presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
      layout: 'StandaloneLayout',
    }),
  );
