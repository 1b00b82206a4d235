"""Addresses of the site that are no page of the tree."""

from django.urls import path

from cms.site import views

urlpatterns = [path("tim/", views.find, name="find")]
