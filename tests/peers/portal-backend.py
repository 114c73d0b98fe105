# A desktop as xdg-desktop-portal sees it: gives every shortcut the keys that are asked for, and presses those whose names come on its input.
# The line "refuse" makes it say no from then on, as a user does.
import sys

import dbus
import dbus.service
from dbus.mainloop.glib import DBusGMainLoop
from gi.repository import GLib

SHORTCUTS = "org.freedesktop.impl.portal.GlobalShortcuts"
YES, NO = dbus.UInt32(0), dbus.UInt32(1)


def variants(values):
    return dbus.Dictionary(values, signature="sv")


class Session(dbus.service.Object):
    @dbus.service.method("org.freedesktop.impl.portal.Session", in_signature="", out_signature="")
    def Close(self):
        print("closed", flush=True)


class Desktop(dbus.service.Object):
    refuses = False
    session = None

    @dbus.service.method(SHORTCUTS, in_signature="oosa{sv}", out_signature="ua{sv}")
    def CreateSession(self, handle, session, app, options):
        self.session = session
        Session(self.connection, session)
        return (YES, variants({}))

    @dbus.service.method(SHORTCUTS, in_signature="ooa(sa{sv})sa{sv}", out_signature="ua{sv}")
    def BindShortcuts(self, handle, session, shortcuts, parent, options):
        if self.refuses:
            return (NO, variants({}))
        for name, wanted in shortcuts:
            print("asked:", name, "|", wanted["description"], "|", wanted["preferred_trigger"], flush=True)
        given = [(name, variants({"trigger_description": "Press " + wanted["preferred_trigger"]})) for name, wanted in shortcuts]
        return (YES, variants({"shortcuts": dbus.Array(given, signature="(sa{sv})")}))

    @dbus.service.signal(SHORTCUTS, signature="osta{sv}")
    def Activated(self, session, name, time, options):
        pass


def hear(source, condition):
    line = sys.stdin.readline().strip()
    if line == "refuse":
        desktop.refuses = True
    elif line:
        desktop.Activated(dbus.ObjectPath(desktop.session), line, dbus.UInt64(1), variants({}))
    return line != ""


DBusGMainLoop(set_as_default=True)
bus = dbus.SessionBus()
desktop = Desktop(bus, "/org/freedesktop/portal/desktop")
name = dbus.service.BusName("org.freedesktop.impl.portal.desktop.test", bus)
GLib.io_add_watch(sys.stdin, GLib.IO_IN, hear)
print("ready", flush=True)
GLib.MainLoop().run()
