from django.core.management.commands import migrate

from saleor_config.own_migrations import OwnAppsAutodetector


class Command(migrate.Command):
    help = migrate.Command.help
    autodetector = OwnAppsAutodetector
