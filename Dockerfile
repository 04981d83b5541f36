FROM node:24-bookworm-slim AS build
WORKDIR /app
# npm ci also builds: the sources must be there before it.
COPY package.json package-lock.json tsconfig.json tsconfig.build.json ./
COPY src src
COPY webhooks webhooks
COPY bench bench
# `npx` would build a package's own command anew and could not here: it finds this one among those of others.
RUN npm ci && npm prune --omit=dev --ignore-scripts && npm pkg delete bin \
  && chmod +x dist/src/cli/main.js && ln -s ../../dist/src/cli/main.js node_modules/.bin/rotaline

FROM node:24-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY rotas rotas
# The embedded store and the spool live here: mount a volume, or they go with the container.
RUN mkdir data && chown node:node data
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/healthz`).then((reply) => process.exit(reply.ok ? 0 : 1), () => process.exit(1))"]
# Node itself is process 1, so that it hears the signal to stop.
CMD ["node", "dist/src/main.js"]
