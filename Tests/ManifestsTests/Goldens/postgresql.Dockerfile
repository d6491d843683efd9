# docker build -t registry.example.com/patroni-postgresql:15.8 image/
FROM postgres:15-bookworm

ARG PATRONI=4.1.5
RUN apt-get update \
    && apt-get install --yes --no-install-recommends python3-venv \
    && python3 -m venv /opt/patroni \
    && /opt/patroni/bin/pip install --no-cache-dir "patroni[psycopg3,kubernetes]==$PATRONI" \
    && ln -s /opt/patroni/bin/patroni /opt/patroni/bin/patronictl /usr/local/bin/ \
    && rm -rf /var/lib/apt/lists/* \
    && usermod --uid 999 postgres && groupmod --gid 999 postgres \
    && install -d -m 0700 -o postgres -g postgres /var/lib/postgresql

USER 999:999
# Kubernetes gives the command; this is for trying the image by hand.
ENTRYPOINT ["patroni", "/etc/patroni/patroni.yml"]
