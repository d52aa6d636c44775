# Not built or run where it was written: there was no container engine. It only does what the README's commands do.
#
#   docker build -t skuwatch .
#   docker run -p 8080:8080 -v skuwatch-data:/data -v ./policy.yaml:/app/policy.yaml:ro skuwatch
#
# Without DATABASE_URL the embedded database lies in /data, which one process at a time may use; so a sign-in link is
# made before the service starts: docker run --rm -v skuwatch-data:/data … skuwatch node bin/skuwatch.js login YOUR-ID
# The base must be a glibc system: the picture renderer has no build for others.

FROM node:22-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080 SKUWATCH_DATA=/data
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts && npm cache clean --force
COPY . .
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 8080
HEALTHCHECK --start-period=30s CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "bin/skuwatch.js", "serve"]
