"""What gunicorn serves."""

from council_flow.app import create_app

app = create_app()
