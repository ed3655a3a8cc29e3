"""One worker, some threads; its port is told once it answers."""

import os

wsgi_app = "django.core.wsgi:get_wsgi_application()"
bind = "127.0.0.1:0"
worker_class = "gthread"
threads = int(os.environ.get("PAIR_FILS", "2"))
keepalive = 60
loglevel = "warning"
control_socket_disable = True


def when_ready(serveur):
    print(serveur.LISTENERS[0].getsockname()[1], flush=True)
