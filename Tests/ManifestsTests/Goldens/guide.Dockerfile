# docker build -t patroni-opengauss:3.0.3 --build-arg PATRONI=URL image/
ARG OPENGAUSS=enmotech/opengauss:3.0.0
FROM $OPENGAUSS

# Where pip finds Patroni for openGauss: a URL of its archive or repository, or a wheel in this folder.
ARG PATRONI
USER root
RUN apt-get update \
    && apt-get install --yes --no-install-recommends bash python3-pip python3-psycopg2 \
    && pip3 install --no-cache-dir "$PATRONI" python-etcd dnspython \
    && rm -rf /var/lib/apt/lists/* \
    && usermod --uid 70 omm && groupmod --gid 70 "$(id -gn omm)" \
    && install -d -m 0700 -o 70 -g 70 /var/lib/opengauss

ENV GAUSSHOME=/usr/local/opengauss
ENV PATH=$GAUSSHOME/bin:$PATH LD_LIBRARY_PATH=$GAUSSHOME/lib
USER 70:70
