# Okienko as an image. Without DATABASE_URL it runs the embedded PostgreSQL in the volume /var/lib/okienko.

FROM node:20.20.2-bookworm-slim AS build
WORKDIR /okienko
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build && npm prune --omit=dev

FROM node:20.20.2-bookworm-slim
ENV NODE_ENV=production OKIENKO_DATA=/var/lib/okienko
RUN install --directory --owner=node --group=node /var/lib/okienko
WORKDIR /okienko
COPY --from=build /okienko/package.json ./
COPY --from=build /okienko/node_modules ./node_modules
COPY --from=build /okienko/dist ./dist
USER node
VOLUME /var/lib/okienko
EXPOSE 8080
HEALTHCHECK --interval=5s --timeout=3s --start-period=60s --retries=12 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 8080}/readyz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--max-semi-space-size=64", "--enable-source-maps", "dist/server.js"]
