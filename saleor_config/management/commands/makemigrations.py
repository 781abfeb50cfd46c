from django.core.management.commands import makemigrations

from saleor_config.own_migrations import OwnAppsAutodetector


class Command(makemigrations.Command):
    help = "Writes migrations for the shop's own apps; installed packages are left alone."
    autodetector = OwnAppsAutodetector
