# The image of `tocsin`: worker by default, any other command by its name (docker run tocsin version).
# The first stage builds, the second holds what runs: the environment, no pip, no compiler, no sources but the wheel's.
FROM python:3.11.14-slim-bookworm AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /build
COPY requirements.lock ./
COPY dev/locked.py dev/
# Versions and hashes of requirements.lock: a package that was changed on its way does not install.
RUN python -m venv /opt/build && python -m venv --without-pip /opt/tocsin
RUN python dev/locked.py hatchling > build.lock && python dev/locked.py run > run.lock
RUN /opt/build/bin/python -m pip install --require-hashes --no-deps --only-binary :all: --requirement build.lock
RUN /opt/build/bin/python -m pip --python /opt/tocsin/bin/python install --require-hashes --no-deps --only-binary :all: --requirement run.lock
COPY pyproject.toml README.md LICENSE NOTICE ./
COPY samples/stream.jsonl samples/
COPY schemas schemas
COPY streams streams
RUN /opt/build/bin/python -m hatchling build --target wheel --directory dist
# Compiled here: the root file system is read-only where it runs.
RUN /opt/build/bin/python -m pip --python /opt/tocsin/bin/python install --no-index --no-deps --compile dist/*.whl

FROM python:3.11.14-slim-bookworm
LABEL org.opencontainers.image.title="tocsin" \
      org.opencontainers.image.description="Turns a stream of raw news articles into armed-conflict alerts" \
      org.opencontainers.image.version="0.1.0" \
      org.opencontainers.image.licenses="Apache-2.0"
RUN python -m pip uninstall --yes --quiet --root-user-action ignore setuptools wheel pip \
    && useradd --uid 10001 --no-create-home --home-dir /srv --shell /usr/sbin/nologin tocsin
COPY --from=build /opt/tocsin /opt/tocsin
ENV PATH=/opt/tocsin/bin:/usr/local/bin:/usr/bin:/bin PYTHONDONTWRITEBYTECODE=1
WORKDIR /srv
USER 10001:10001
EXPOSE 9464
STOPSIGNAL SIGTERM
# A process that runs is not yet one that works: doctor fails when a stage lags, stands still or gives no sign of life.
HEALTHCHECK --interval=30s --timeout=15s --start-period=300s --retries=3 CMD ["tocsin", "doctor"]
ENTRYPOINT ["tocsin"]
CMD ["worker"]
