"""One worker of one thread (docs/mesures.md; GUNICORN_CMD_ARGS gives it more). Its port is told once it serves."""

wsgi_app = "django.core.wsgi:get_wsgi_application()"
bind = "127.0.0.1:0"
worker_class = "gthread"
threads = 1
keepalive = 60
loglevel = "warning"
control_socket_disable = True


def when_ready(serveur):
    print(serveur.LISTENERS[0].getsockname()[1], flush=True)
