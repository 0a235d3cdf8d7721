# The sandbox: a PortOne V1 (i'mport) of your own, for a shop in other containers.
#
#   docker build -t iamport-sandbox .
#   docker run --rm -p 127.0.0.1:4001:4001 iamport-sandbox --outcome approve
#
# Whoever reaches the port can pay; publish it on loopback, as above.

FROM node:22-slim AS build
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY . .
RUN npx tsup --no-dts --silent

FROM node:22-slim
WORKDIR /sandbox
COPY --from=build /build/package.json ./
COPY --from=build /build/THIRD-PARTY-LICENSES.md /build/LICENSE ./
COPY --from=build /build/dist/sandbox.cjs /build/dist/sandbox.js /build/dist/sandbox-cli.js ./dist/
USER node
EXPOSE 4001
ENTRYPOINT ["node", "dist/sandbox-cli.js", "--hostname", "0.0.0.0"]
